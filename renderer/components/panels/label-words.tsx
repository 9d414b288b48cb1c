// Labels of one series or alert, as small words.

export function LabelWords({ labels }: { labels: Readonly<Record<string, string>> }) {
  const names = Object.keys(labels).filter((name) => !name.startsWith('__') && name !== 'alertname');
  if (names.length === 0) return null;
  return (
    <p className="label-words">
      {names.map((name) => (
        <span key={name} title={`${name}="${labels[name] ?? ''}"`}>
          {name}=<b>{labels[name]}</b>
        </span>
      ))}
    </p>
  );
}
