// Lets xterm set its styles under a policy that forbids style elements: while it builds itself, what the page makes for
// `style` is a hidden element whose text goes to a sheet that our own script adopts, for which no exception is needed.

/** For the time of `build` alone. */
export function withSheets(page: Document, build: () => void): void {
  const createElement = (tag: string): HTMLElement =>
    tag === 'style' ? sheetElement(page) : Document.prototype.createElement.call(page, tag);
  Object.defineProperty(page, 'createElement', { configurable: true, value: createElement });
  try {
    build();
  } finally {
    Reflect.deleteProperty(page, 'createElement');
  }
}

function sheetElement(page: Document): HTMLElement {
  const element = Document.prototype.createElement.call(page, 'span');
  const sheet = new CSSStyleSheet();
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
  element.hidden = true;
  let words = '';
  Object.defineProperty(element, 'textContent', {
    get: () => words,
    set: (text: string) => {
      words = text;
      sheet.replaceSync(text);
    },
  });
  const remove = element.remove.bind(element);
  element.remove = () => {
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((one) => one !== sheet);
    remove();
  };
  return element;
}
