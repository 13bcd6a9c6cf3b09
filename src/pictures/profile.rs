//! Colours as a file's own profile means them, as those of sRGB.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Steps of 255 that no eye sees.
const UNSEEN_MAX: u8 = 3;

/// Turns pixels into sRGB; whether that changed what is seen. A profile that is broken, or
/// of another kind than the pixels, is none.
pub(super) fn apply(image: &mut DynamicImage, profile: &[u8]) -> bool {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return false };
    let (layout, target) = match (profile.color_space, image.color().channel_count()) {
        (DataColorSpace::Rgb, 3) => (Layout::Rgb, ColorProfile::new_srgb()),
        (DataColorSpace::Rgb, 4) => (Layout::Rgba, ColorProfile::new_srgb()),
        (DataColorSpace::Gray, 1) => {
            (Layout::Gray, ColorProfile::new_gray_with_gamma(2.2))
        }
        (DataColorSpace::Gray, 2) => {
            (Layout::GrayAlpha, ColorProfile::new_gray_with_gamma(2.2))
        }
        _ => return false,
    };
    let options = TransformOptions::default();
    let Ok(transform) = profile.create_transform_8bit(layout, &target, layout, options)
    else {
        return false;
    };
    let channels = usize::from(image.color().channel_count());
    let samples = samples(channels);
    let mut turned = vec![0; samples.len()];
    if transform.transform(&samples, &mut turned).is_err() {
        return false;
    }
    let is_seen = |(old, new): (&u8, &u8)| old.abs_diff(*new) > UNSEEN_MAX;
    if !samples.iter().zip(&turned).any(is_seen) {
        return false;
    }
    let row_bytes = usize::try_from(image.width()).unwrap_or_default() * channels;
    let mut turned = vec![0; row_bytes];
    // Row by row: a copy of a large picture costs more memory than all else.
    let Some(bytes) = bytes(image) else { return false };
    for row in bytes.chunks_exact_mut(row_bytes.max(1)) {
        if transform.transform(row, &mut turned).is_ok() {
            row.copy_from_slice(&turned);
        }
    }
    true
}

/// Colours from all over the cube; opaque.
fn samples(channels: usize) -> Vec<u8> {
    const STEPS: [u8; 6] = [0, 51, 102, 153, 204, 255];
    let mut samples = Vec::new();
    for red in STEPS {
        for green in STEPS {
            for blue in STEPS {
                samples.extend([red, green, blue, u8::MAX].iter().take(channels.min(4)));
            }
        }
    }
    samples
}

fn bytes(image: &mut DynamicImage) -> Option<&mut [u8]> {
    match image.color().channel_count() {
        1 => image.as_mut_luma8().map(|it| &mut **it),
        2 => image.as_mut_luma_alpha8().map(|it| &mut **it),
        3 => image.as_mut_rgb8().map(|it| &mut **it),
        _ => image.as_mut_rgba8().map(|it| &mut **it),
    }
}
