// A text that gives way in its middle where there is no room, because names that begin alike differ at their end.

const mostTail = 12;
/** Shorter ones have no middle to speak of. */
const leastLength = 15;

export function MiddleText({ text }: { text: string }) {
  if (text.length < leastLength) return text;
  const tailLength = Math.min(mostTail, Math.floor(text.length / 2));
  return (
    <span className="middle-text">
      <span>{text.slice(0, -tailLength)}</span>
      <span>{text.slice(-tailLength)}</span>
    </span>
  );
}
