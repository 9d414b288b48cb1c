// The one button: from an action object, or from words. A button that cannot be used says why when pointed at or pressed.
import { useContext, type ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { SayContext } from './say-context.ts';

/** What a button, the palette and the keys need to know of an action. */
export interface Action {
  id: string;
  /** In the palette: a whole sentence part, e.g. `Run the whole plan`. */
  name: string;
  /** On a button. */
  label: string;
  icon?: IconName;
  /** As in `Mod+k`, `g r`, `Shift+r`. */
  shortcut?: string;
  /** Group in the palette. */
  group: string;
  /** Why it cannot be done now; null when it can. */
  disabled: string | null;
  run: () => void;
}

export interface ButtonProps {
  children?: ReactNode;
  icon?: IconName;
  /** Left out where it gives its form away. */
  onClick?: () => void;
  /** Gives its form away, as Enter in a field then does too; a form that may not go says so itself. */
  submit?: boolean;
  disabled?: string | null;
  kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  /** The name where there is only an icon. */
  label?: string;
  title?: string;
  pressed?: boolean;
}

export function Button({
  children,
  icon,
  onClick,
  submit = false,
  disabled = null,
  kind = 'plain',
  label,
  title,
  pressed,
}: ButtonProps) {
  const say = useContext(SayContext);
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={`button button-${kind}`}
      // Still focusable, so that the reason can be reached without a pointer.
      aria-disabled={disabled !== null}
      aria-label={label}
      aria-pressed={pressed}
      title={disabled ?? title ?? label}
      onClick={() => (disabled === null ? onClick?.() : say(disabled))}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  );
}

export function ActionButton({
  action,
  kind = 'plain',
  bare = false,
}: {
  action: Action;
  kind?: ButtonProps['kind'];
  bare?: boolean;
}) {
  // prettier-ignore
  const title = action.shortcut === undefined ? action.name : `${action.name}  (${action.shortcut})`;
  return (
    <Button
      onClick={action.run}
      disabled={action.disabled}
      kind={kind}
      title={title}
      {...(action.icon === undefined ? {} : { icon: action.icon })}
      {...(bare ? { label: action.name } : {})}
    >
      {bare ? null : action.label}
    </Button>
  );
}
