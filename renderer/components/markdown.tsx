// Markdown as text people wrote: no raw HTML, no images (nothing is fetched), links leave the window.
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';

const plugins = [remarkGfm];
const refused = ['img'];

export function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <ReactMarkdown
        remarkPlugins={plugins}
        disallowedElements={refused}
        components={{
          a: ({ href, children }) => (
            <a href={href} title={href} target="_blank" rel="noreferrer">
              {children}
            </a>
          ),
        }}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}
