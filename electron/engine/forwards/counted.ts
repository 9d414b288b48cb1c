// A stream that passes everything on unchanged and says how much it was.
import { Transform } from 'node:stream';

export function counted(onBytes: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onBytes(chunk.length);
      done(null, chunk);
    },
  });
}
