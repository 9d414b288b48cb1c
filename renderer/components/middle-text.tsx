// A name that gives way in its middle where there is no room: of names that begin alike as much is shown of the end as of
// the beginning, and in a table the end goes to a second line before anything is left out. The hover has all of it.

/** Shorter ones have no middle to speak of. */
const leastLength = 15;
/** The two parts are cut behind a word that ends so near the middle. */
const nearMiddle = 8;
const lastWordEnd = /[-_./:@ ](?=[^-_./:@ ]*$)/;

export function MiddleText({ text }: { text: string }) {
  if (text.length < leastLength) return text;
  const cut = cutOf(text);
  return (
    <span className="middle-text" title={text}>
      <span>{text.slice(0, cut)}</span>
      <span>
        <bdi>{text.slice(cut)}</bdi>
      </span>
    </span>
  );
}

function cutOf(text: string): number {
  const middle = Math.ceil(text.length / 2);
  const from = Math.max(0, middle - nearMiddle);
  const end = lastWordEnd.exec(text.slice(from, middle + 1))?.index;
  return end === undefined ? middle : from + end + 1;
}
