// Markdown as text people wrote: no raw HTML, no images (nothing is fetched), links leave the window.
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

const plugins = [remarkGfm];
const refused = ['img'];
const components: Components = {
  a: ({ href, children }) => (
    <a href={href} title={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  ),
};

export function MarkdownBody({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} disallowedElements={refused} components={components}>
      {text}
    </ReactMarkdown>
  );
}
