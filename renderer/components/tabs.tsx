// Tabs as the accessibility pattern wants them: one stop for Tab, arrows between them.
import { useRef } from 'react';

export interface TabsProps<T extends string> {
  tabs: { name: T; word: string }[];
  current: T;
  onChange: (name: T) => void;
  /** What they are tabs of. */
  label?: string;
}

export function Tabs<T extends string>({ tabs, current, onChange, label = 'Details' }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (by: number): void => {
    const at = tabs.findIndex((tab) => tab.name === current);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChange(next.name);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} ref={list}>
      {tabs.map((tab) => (
        <button
          key={tab.name}
          type="button"
          role="tab"
          data-tab={tab.name}
          aria-selected={tab.name === current}
          tabIndex={tab.name === current ? 0 : -1}
          onClick={() => onChange(tab.name)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') move(1);
            if (event.key === 'ArrowLeft') move(-1);
          }}
        >
          {tab.word}
        </button>
      ))}
    </div>
  );
}
