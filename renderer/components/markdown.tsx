// Markdown, whose reader is fetched when the first note is shown; until then the text stands as it was written.
import { lazy, Suspense } from 'react';

const Body = lazy(async () => ({ default: (await import('./markdown-body.tsx')).MarkdownBody }));

export function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <Suspense fallback={<pre>{text}</pre>}>
        <Body text={text} />
      </Suspense>
    </div>
  );
}
