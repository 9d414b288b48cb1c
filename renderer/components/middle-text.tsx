// A text that gives way in its middle where there is no room, because names that begin alike differ at their end.

const tailLength = 12;

export function MiddleText({ text }: { text: string }) {
  if (text.length <= 2 * tailLength) return text;
  return (
    <span className="middle-text">
      <span>{text.slice(0, -tailLength)}</span>
      <span>{text.slice(-tailLength)}</span>
    </span>
  );
}
