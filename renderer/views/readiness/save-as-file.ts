// Hands a text, or bytes, to the browser as a download.

export type FileToSave = { fileName: string; mediaType: string } & (
  | { text: string }
  | { bytes: Uint8Array<ArrayBuffer> }
);

export function saveAsFile(file: FileToSave): void {
  const content = 'text' in file ? file.text : file.bytes;
  const url = URL.createObjectURL(new Blob([content], { type: file.mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.fileName;
  link.click();
  // The download has its own hold on the blob once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
