// Errors in groups, read for operators.

export function ErrorsView() {
  return <section className="errors" aria-label="Errors" />;
}
