// A name that gives way in its middle where there is no room: of names that begin alike as much is shown of the end as of
// the beginning, and in a table the end goes to a second line before anything is left out. The hover has all of it.

/** Shorter ones have no middle to speak of. */
const leastLength = 15;
/** The two parts are cut behind a word that ends so soon after the middle: a longer end would fit less often. */
const nearMiddle = 8;
const wordEnd = /[-_./:@ ]/;

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
  const end = wordEnd.exec(text.slice(middle - 1, middle + nearMiddle))?.index;
  return end === undefined ? middle : middle + end;
}
