// How large a bundle and what is in it may be. A bundle comes from elsewhere: what is larger is refused, not cut.
const mebibyte = 1024 * 1024;

export const bundleLimits = {
  /** Of the whole file. */
  fileBytes: 2 * 1024 * mebibyte,
  manifestBytes: 4 * mebibyte,
  signatureBytes: 4096,
  /** Of one text or blob in a row. */
  valueBytes: 64 * mebibyte,
  /** Of all values of one table together. */
  tableBytes: 512 * mebibyte,
  tables: 200,
  terms: 1_000_000,
  /** Of one string of the manifest, and of any text that is read as JSON. */
  stringChars: mebibyte,
  /** How deep JSON may be nested. */
  depth: 64,
} as const;

/** "RRBN": tells a bundle from a record and from any other SQLite database. */
export const bundleApplicationId = 0x5252424e;
/** Of the layout of the file; the tables have the version of the record. */
export const bundleVersion = 1;
export const bundleEnding = '.rrb';
/** How much before and after an incident goes along where nobody says otherwise. */
export const usualLookAround = { beforeMs: 60 * 60_000, afterMs: 30 * 60_000 } as const;
