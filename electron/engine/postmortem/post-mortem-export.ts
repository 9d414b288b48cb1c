// A post-mortem as a file: Markdown, or HTML that holds all it needs, runs nothing and asks nobody for anything.
import { createHash } from 'node:crypto';
import { postMortemStatusWords, sectionTitles, type PostMortemDetail } from '#shared/model/learning/post-mortem.ts';
import { asOfWords, isLater, utcSecond, type AsOf } from './as-of.ts';
import { escapeHtml, markdownAsHtml } from './markdown-html.ts';
import { inlineMarkdown, safeMarkdown } from './safe-markdown.ts';

/** @param asOf null for the present, here and below. */
export function postMortemAsMarkdown({ postMortem, title, sections }: PostMortemDetail, asOf: AsOf | null): string {
  const parts = sections.map(({ name, text, generated, at }) => {
    const words = markOf(generated, at, asOf);
    const mark = words === '' ? '' : `\n\n*${words}*`;
    return `## ${sectionTitles[name]}${mark}\n\n${generated ? text : safeMarkdown(text)}`;
  });
  const head = [`# ${inlineMarkdown(title)}`, statusLine(postMortem, inlineMarkdown), asOfWords(asOf)].filter((line) => line !== ''); // prettier-ignore
  return `${[...head, ...parts].join('\n\n')}\n`;
}

function markOf(generated: boolean, writtenAt: number | null, asOf: AsOf | null): string {
  if (generated) return 'Made of the record.';
  return writtenAt !== null && isLater(asOf, writtenAt) ? `Written later: ${utcSecond(writtenAt)}` : '';
}

function statusLine(
  { status, statusReason, statusBy }: PostMortemDetail['postMortem'],
  escape: (text: string) => string,
): string {
  const reason = statusReason === '' ? '' : `: ${escape(statusReason)}`;
  return `Post-mortem, ${postMortemStatusWords[status]}${reason}${statusBy === '' ? '' : ` (${escape(statusBy)})`}`;
}

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1d21;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #c9ced6}
table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border:1px solid #c9ced6;overflow-wrap:anywhere}
pre,code{font-family:ui-monospace,monospace;font-size:13px}pre{white-space:pre-wrap;background:#f2f4f7;padding:.5rem}
.made{color:#5a6270;font-size:13px;margin:.25rem 0}
@media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}tr,li{break-inside:avoid}}`;

/** The style is allowed by its hash alone: nothing else in the file can style, run or fetch anything. */
export function postMortemAsHtml({ postMortem, title, sections }: PostMortemDetail, asOf: AsOf | null): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const paragraph = (words: string): string => (words === '' ? '' : `<p class="made">${words}</p>\n`);
  const parts = sections.map(
    ({ name, text, generated, at }) =>
      `<section>\n<h2>${escapeHtml(sectionTitles[name])}</h2>\n${paragraph(markOf(generated, at, asOf))}${markdownAsHtml(text, 3)}\n</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${statusLine(postMortem, escapeHtml)}</p>
${paragraph(asOfWords(asOf))}${parts.join('\n')}
</body>
</html>
`;
}
