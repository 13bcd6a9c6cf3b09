//! Tests of pictures by what comes out of them.

use std::io::Cursor;
use std::path::PathBuf;

use image::{DynamicImage, Rgb, RgbImage};

use super::*;
use crate::document::{Image, ImageFormat};

/// Larger than any test picture at this resolution: nothing is scaled.
const ROOMY: (f64, f64) = (1000.0, 1000.0);

/// 40 × 20 pixels: red, green above; blue, white below.
fn quarters() -> RgbImage {
    RgbImage::from_fn(40, 20, |x, y| match (x < 20, y < 10) {
        (true, true) => Rgb([255, 0, 0]),
        (false, true) => Rgb([0, 255, 0]),
        (true, false) => Rgb([0, 0, 255]),
        (false, false) => Rgb([255, 255, 255]),
    })
}

fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95);
    image.write_with_encoder(encoder).unwrap();
    bytes
}

fn png(image: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image
        .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

/// A JPEG segment put in behind the start.
fn with_segment(jpeg: &[u8], marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, payload, &jpeg[2..]].concat()
}

fn exif(orientation: u8) -> Vec<u8> {
    let tag = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
    [&b"Exif\0\0MM\0*\0\0\0\x08\0\x01"[..], &tag, &[0; 4]].concat()
}

fn pixels(image: &Image) -> RgbImage {
    let pixels = image::load_from_memory(&image.bytes).unwrap().into_rgb8();
    assert_eq!(pixels.dimensions(), (image.width_px, image.height_px));
    pixels
}

/// The colours of the corners, line by line: r, g, b or w.
fn corners(image: &Image) -> String {
    let pixels = pixels(image);
    let (right, bottom) = (pixels.width() - 3, pixels.height() - 3);
    let name = |(x, y)| {
        let Rgb([red, green, blue]) = *pixels.get_pixel(x, y);
        match (red > 128, green > 128, blue > 128) {
            (true, false, false) => 'r',
            (false, true, false) => 'g',
            (false, false, true) => 'b',
            _ => 'w',
        }
    };
    [(2, 2), (right, 2), (2, bottom), (right, bottom)]
        .map(name)
        .iter()
        .collect()
}

fn example(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("examples/2023-09/images")
        .join(name)
}

fn print(box_mm: (f64, f64)) -> Print {
    Print { box_mm, dpi: 300.0, is_rehearsal: false }
}

fn prepared(path: &Path) -> Result<Image, Box<Problem>> {
    let name = PathBuf::from("images").join(path.file_name().unwrap());
    let place = Place::line(Path::new("cases.yaml"), 12, 15);
    prepare(path, View::default(), &name, &place, print((110.0, 90.0)))
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn all_eight_orientations_come_out_upright() {
    // What a viewer shows for each, as corners read line by line.
    let upright = ["rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"];
    for (orientation, corner) in (1..).zip(upright) {
        let photo = with_segment(&jpeg(&quarters()), 0xE1, &exif(orientation));
        let image = ready(&photo, View::default(), true, print(ROOMY)).unwrap();
        assert_eq!(corners(&image), corner, "orientation {orientation}");
        let is_portrait = image.height_px > image.width_px;
        assert_eq!(is_portrait, orientation > 4, "orientation {orientation}");
        assert!(!contains(&image.bytes, b"Exif"));
        // Scaled on the way, it is turned all the same.
        let small = ready(&photo, View::default(), true, print((2.0, 2.0))).unwrap();
        assert_eq!(corners(&small), corner, "orientation {orientation}, scaled");
    }
}

#[test]
fn no_metadata_comes_out_of_the_example_pictures() {
    let shed = fs::read(example("charging-shed.jpg")).unwrap();
    assert!(contains(&shed, b"Exif"), "the example has a position to lose");
    for name in ["charging-shed.jpg", "fitness-yard.jpg", "residents-meeting.png"] {
        let path = example(name);
        let original = fs::read(&path).unwrap();
        for box_mm in [(110.0, 90.0), ROOMY] {
            let image = ready(&original, View::default(), true, print(box_mm)).unwrap();
            for trace in [&b"Exif"[..], b"PhoneMaker", b"http", b"tEXt", b"eXIf", b"iTXt"]
            {
                assert!(!contains(&image.bytes, trace), "{name} holds {trace:?}");
            }
        }
    }
}

#[test]
fn a_photo_has_at_most_225_dots_an_inch_and_a_drawing_300() {
    // 2400 × 1600 at 110 mm wide: 974 dots of a photo, 1299 of a drawing.
    let shed = prepared(&example("charging-shed.jpg")).unwrap();
    assert_eq!(
        (shed.format, shed.width_px, shed.height_px),
        (ImageFormat::Jpeg, 974, 650)
    );
    let meeting = prepared(&example("residents-meeting.png")).unwrap();
    assert_eq!((meeting.format, meeting.width_px), (ImageFormat::Png, 1299));
    // 90 mm high is the limit for a tall one: 797 dots.
    let tall = jpeg(&RgbImage::new(1000, 2000));
    let tall = ready(&tall, View::default(), true, print((110.0, 90.0))).unwrap();
    assert_eq!((tall.width_px, tall.height_px), (399, 797));
    let strip =
        ready(&jpeg(&RgbImage::new(9000, 1)), View::default(), true, print((10.0, 10.0)))
            .unwrap();
    assert_eq!((strip.width_px, strip.height_px), (89, 1));
}

#[test]
fn a_jpeg_that_fits_keeps_every_pixel_and_loses_its_metadata() {
    let plain = jpeg(&quarters());
    let mut photo = with_segment(&plain, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>");
    photo = with_segment(&photo, 0xE1, &exif(1));
    photo = with_segment(&photo, 0xED, b"Photoshop 3.0\08BIM");
    photo = with_segment(&photo, 0xFE, b"taken by Li");
    photo.extend(b"a film follows the photo");
    let image = ready(&photo, View::default(), true, print(ROOMY)).unwrap();
    assert_eq!(image.bytes, plain);
}

#[test]
fn a_png_that_fits_keeps_its_pixels_and_loses_its_texts() {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, 2, 2);
    encoder.set_color(::png::ColorType::Grayscale);
    encoder.add_text_chunk("Author".to_owned(), "Li".to_owned()).unwrap();
    encoder
        .add_itxt_chunk("XML:com.adobe.xmp".to_owned(), "<x/>".to_owned())
        .unwrap();
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&[0, 80, 160, 255])
        .unwrap();
    let image = ready(&bytes, View::default(), true, print(ROOMY)).unwrap();
    assert!(image.bytes.len() < bytes.len());
    assert!(!contains(&image.bytes, b"tEXt") && !contains(&image.bytes, b"iTXt"));
    let grey = image::load_from_memory(&image.bytes).unwrap();
    assert_eq!(grey.as_luma8().unwrap().as_raw(), &[0, 80, 160, 255]);
}

#[test]
fn transparency_becomes_white_paper() {
    // Left half clear, with a red that must not shine through; right half black.
    let half = image::RgbaImage::from_fn(400, 40, |x, _| {
        if x < 200 { image::Rgba([255, 0, 0, 0]) } else { image::Rgba([0, 0, 0, 255]) }
    });
    let half = png(&half.into());
    // As it is, and scaled to 118 dots.
    for box_mm in [ROOMY, (10.0, 10.0)] {
        let image = ready(&half, View::default(), true, print(box_mm)).unwrap();
        assert!(!image::load_from_memory(&image.bytes).unwrap().color().has_alpha());
        let pixels = pixels(&image);
        let middle = image.width_px / 2;
        assert_eq!(pixels.get_pixel(0, 0).0, [255, 255, 255]);
        assert_eq!(pixels.get_pixel(image.width_px - 1, 0).0, [0, 0, 0]);
        for x in middle - 5..middle + 5 {
            let Rgb([red, green, blue]) = *pixels.get_pixel(x, 0);
            assert!(red == green && green == blue, "a red seam at {x}");
        }
    }
}

#[test]
fn grey_pictures_stay_grey() {
    let grey = DynamicImage::ImageLuma16(image::ImageBuffer::from_pixel(
        600,
        600,
        image::Luma([32_896]),
    ));
    let image = ready(&png(&grey), View::default(), true, print((10.0, 10.0))).unwrap();
    let small = image::load_from_memory(&image.bytes).unwrap();
    assert_eq!(small.color(), image::ColorType::L8);
    assert_eq!(small.to_luma8().get_pixel(50, 50).0, [128]);
}

#[test]
fn each_fault_is_told_with_place_and_hint() {
    let folder = tempfile::tempdir().unwrap();
    let photo = jpeg(&quarters());
    let screenshot = png(&quarters().into());
    let mut garbled = screenshot.clone();
    garbled[50..60].fill(7);
    let cases: [(&str, &[u8], &str); 12] = [
        ("empty.jpg", b"", "空文件"),
        ("note.jpg", "这是文字".as_bytes(), "不是图片"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "WEBP"),
        ("a.gif", b"GIF89a\x01\0\x01\0", "GIF"),
        ("a.bmp", b"BM\0\0\0\0", "BMP"),
        ("a.tif", b"II*\0\x08\0\0\0", "TIFF"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        ("cut.jpg", &photo[..photo.len() / 2], "不完整"),
        ("start.jpg", &photo[..5], "不完整"),
        ("cut.png", &screenshot[..screenshot.len() / 2], "不完整"),
        ("garbled.png", &garbled, "已损坏"),
        ("garbled.jpg", b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xD9", "已损坏"),
    ];
    for (name, bytes, expected) in cases {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let problem = prepared(&path).unwrap_err();
        assert_eq!(problem.code, Code::BAD_PICTURE, "{name}");
        assert!(problem.message.contains(expected), "{}", problem.message);
        assert!(problem.message.contains(&format!("“images/{name}”")));
        let place = problem.place.clone().unwrap().to_string();
        assert_eq!(place, "cases.yaml，第12行第15列");
        assert!(problem.hint.is_some());
    }
    assert_eq!(prepared(Path::new("/no/such.jpg")).unwrap_err().code, Code::MISSING_FILE);
    assert_eq!(prepared(folder.path()).unwrap_err().code, Code::CANNOT_READ);
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused_at_its_header() {
    let mut bytes = Vec::new();
    let mut header = b"IHDR".to_vec();
    header.extend(100_000_u32.to_be_bytes().repeat(2));
    header.extend([8, 6, 0, 0, 0]);
    bytes.extend(b"\x89PNG\r\n\x1a\n\0\0\0\x0D");
    bytes.extend(&header);
    bytes.extend(checksum(&header).to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT");
    bytes.extend(checksum(b"IDAT").to_be_bytes());
    bytes.extend(b"\0\0\0\0IEND");
    bytes.extend(checksum(b"IEND").to_be_bytes());
    let fault = ready(&bytes, View::default(), true, print(ROOMY)).unwrap_err();
    assert_eq!(fault, Fault::TooManyPixels { width: 100_000, height: 100_000 });
}

/// CRC-32 as PNG wants it.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    let fold =
        |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc));
    !bytes.iter().fold(!0, fold)
}

#[test]
fn whatever_the_bytes_there_is_no_panic() {
    let samples = [
        jpeg(&quarters()),
        png(&quarters().into()),
        fs::read(example("charging-shed.jpg")).unwrap(),
    ];
    for sample in samples {
        let start = sample.len().min(700);
        for length in 0..start {
            let _ = ready(&sample[..length], View::default(), true, print(ROOMY));
        }
        if sample.len() > 5000 {
            continue;
        }
        for position in 0..start {
            let mut garbled = sample.clone();
            garbled[position] ^= 0x55;
            let _ = ready(&garbled, View::default(), true, print((5.0, 5.0)));
        }
    }
}

#[test]
fn a_jpeg_that_claims_more_pixels_than_it_can_hold_is_broken() {
    let mut bytes = jpeg(&RgbImage::new(64, 48));
    let frame = bytes.windows(2).position(|mark| mark == [0xff, 0xc0]).unwrap();
    // Height and width stand behind the length and the depth.
    bytes[frame + 5..frame + 9].copy_from_slice(&[0x26, 0xac, 0x2e, 0xe0]);
    let fault = ready(&bytes, View::default(), true, print(ROOMY)).unwrap_err();
    assert!(matches!(fault, Fault::Broken), "{}", fault.message("图.jpg"));
}

#[test]
fn a_rehearsal_tells_the_size_and_what_hinders_but_gives_no_bytes() {
    let rehearsed = |bytes: &[u8]| {
        let print = Print { is_rehearsal: true, ..print((110.0, 90.0)) };
        ready(bytes, View::default(), true, print)
    };
    for name in ["charging-shed.jpg", "fitness-yard.jpg", "residents-meeting.png"] {
        let bytes = fs::read(example(name)).unwrap();
        let (seen, whole) =
            (rehearsed(&bytes).unwrap(), prepared(&example(name)).unwrap());
        assert_eq!((seen.width_px, seen.height_px), (whole.width_px, whole.height_px));
        assert!(seen.bytes.is_empty() && rehearsed(&bytes[..bytes.len() / 2]).is_err());
    }
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let path = example("fitness-yard.jpg");
    assert_eq!(prepared(&path).unwrap(), prepared(&path).unwrap());
}

#[test]
fn a_view_of_a_photo_is_cut_as_people_see_it_and_then_turned() {
    // The camera lay on its side: upright it is 20 × 40, blue above red at the left.
    let photo = with_segment(&jpeg(&quarters()), 0xE1, &exif(6));
    let crop = Crop { right: 0.5, bottom: 0.5, ..Crop::default() };
    let upper_left = View { crop, turn: Turn::default() };
    let image = ready(&photo, upper_left, true, print(ROOMY)).unwrap();
    assert_eq!((image.width_px, image.height_px), (10, 20));
    let Rgb([red, _, blue]) = *pixels(&image).get_pixel(5, 10);
    assert!(blue > 200 && red < 60, "blue is what stands at the upper left");
    let turned = View { crop, turn: Turn::new(false, false, 1) };
    let image = ready(&photo, turned, true, print(ROOMY)).unwrap();
    assert_eq!((image.width_px, image.height_px), (20, 10));
}
