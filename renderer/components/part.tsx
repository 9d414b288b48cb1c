// One headed part of the details in a drawer.
import type { ReactNode } from 'react';

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="box-part" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
