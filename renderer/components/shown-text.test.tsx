// Texts from elsewhere: shown as they are, with what is missing named, and never as markup of ours.
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { CheckList } from './check-list.tsx';
import { EvidencePane } from './evidence-pane.tsx';
import { factText } from './fact-text.ts';
import { MarkdownBody } from './markdown-body.tsx';

afterEach(cleanup);

test('evidence says how much of it is shown and how many secrets were replaced', () => {
  render(<EvidencePane evidence={{ mediaType: 'text/plain', text: 'abc', sizeBytes: 2048, truncated: true, redactions: 2 }} />); // prettier-ignore
  expect(screen.getByText(/first 3 B of 2.0 KiB, 2 secrets replaced/)).toBeTruthy();
});

test('evidence that holds markup stays text', () => {
  const text = '<img src=x onerror=alert(1)>';
  const { container } = render(<EvidencePane evidence={{ mediaType: 'text/html', text, sizeBytes: 28, truncated: false, redactions: 0 }} />); // prettier-ignore
  expect(screen.getByLabelText('Evidence text').textContent).toBe(text);
  expect(container.querySelector('img')).toBeNull();
});

test('a note takes Markdown, but no HTML, no image and no script address', () => {
  const text =
    '**bold** <b>raw</b> ![x](https://example.org/x.png) [go](javascript:alert(1)) [out](https://example.org)';
  const { container } = render(<MarkdownBody text={text} />);
  expect(container.querySelector('strong')?.textContent).toBe('bold');
  expect(container.querySelector('b')).toBeNull();
  expect(container.querySelector('img')).toBeNull();
  expect(screen.getByText('go').getAttribute('href') ?? '').not.toContain('javascript');
  expect(screen.getByText('out').getAttribute('rel')).toBe('noreferrer');
});

test('an expectation is met, not met or not known, in words beside what was seen', () => {
  render(
    <CheckList
      checks={[
        { text: 'status == 200', met: false, seen: 503 },
        { text: 'value >= 0', met: null },
        { text: 'gaps == 0', met: true, seen: 0 },
      ]}
    />,
  );
  const lines = screen.getAllByRole('listitem').map((line) => line.textContent);
  expect(lines).toEqual([
    'status == 200not met, saw 503',
    'value >= 0not known, nothing was seen',
    'gaps == 0met, saw 0',
  ]);
});

test('nothing expected is called nothing proven', () => {
  render(<CheckList checks={[]} />);
  expect(screen.getByText(/so nothing was proven/)).toBeTruthy();
});

test.each([
  ['', '""'],
  [' a', '" a"'],
  ['a', 'a'],
  [0.1 + 0.2, '0.3'],
  [12_345_678_901, '12345678901'],
  [undefined, 'not seen'],
  [{ a: 1 }, '{"a":1}'],
])('the fact %j is shown as %s', (value, text) => {
  expect(factText(value)).toBe(text);
});
