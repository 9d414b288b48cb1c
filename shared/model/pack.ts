// Packs numbers into text for the way to a screen, exactly: every bit of every number comes back.

// Node and browsers both have these; this layer is compiled with the types of neither.
declare function btoa(text: string): string;
declare function atob(text: string): string;

/** Base64 of the numbers as little-endian Float64. */
export function pack(numbers: Float64Array): string {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  let text = '';
  // In pieces, because a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** @throws where the text is not what pack() made. */
export function unpack(text: string): Float64Array {
  const raw = atob(text);
  if (raw.length % 8 !== 0) throw new Error(`packed numbers of ${raw.length} bytes, which is no multiple of 8`);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) bytes[at] = raw.charCodeAt(at);
  return new Float64Array(bytes.buffer);
}
