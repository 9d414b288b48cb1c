// A band across the frame: something is not as it should be, since when, and what can be done.
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export interface BannerProps {
  tone: 'bad' | 'warn' | 'past';
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function Banner({ tone, title, children, actions }: BannerProps) {
  return (
    <div className={`banner banner-${tone}`} role="status">
      <Icon name={tone === 'past' ? 'history' : 'warn'} />
      <div className="banner-words">
        <strong>{title}</strong> {children}
      </div>
      {actions === undefined ? null : <div className="banner-actions">{actions}</div>}
    </div>
  );
}
