// What the shell and an engine in a process of its own say to each other beside the screens' messages.
import type { KeychainView } from '#shared/model/kept-secret.ts';
import type { OpsErrorCode } from '#shared/model/ops-error.ts';

/** Something the shell noticed and the engine may record. */
export type ShellEvent =
  | { kind: 'suspend' | 'resume' | 'lock' | 'unlock' }
  | { kind: 'screen_gone'; reason: string }
  /** One of Electron's own helper processes: network, GPU. */
  | { kind: 'helper_gone'; reason: string }
  | { kind: 'engine_gone'; reason: string };

/** Something that a person is to be told of, wherever they look. */
export interface ShellNotice {
  title: string;
  body: string;
  /** What it is about: a trigger, a set of criteria or a soak; and which. */
  about: 'trigger' | 'criteria' | 'soak';
  key: string;
}

/** About the secrets that the shell keeps, by name. */
export type SecretQuestion =
  | { kind: 'secrets' }
  | { kind: 'secret'; name: string }
  | { kind: 'put_secret'; name: string; value: string }
  | { kind: 'remove_secret'; name: string };

/** A page that holds all it needs is to be made a PDF. */
export interface PrintQuestion {
  kind: 'print';
  html: string;
}

/** What an engine may ask of its shell. Nobody else can ask. */
export type ShellQuestion = SecretQuestion | PrintQuestion;

/** `secret`: null where there is none of that name. */
export interface SecretAnswer {
  ok: true;
  secret: string | null;
  keychain: KeychainView;
}

export interface PrintAnswer {
  ok: true;
  pdf: Uint8Array;
}

export interface ShellRefusal {
  ok: false;
  code: OpsErrorCode;
  message: string;
}

export type ShellAnswer = SecretAnswer | PrintAnswer | ShellRefusal;

/** Given to the process as JSON in its last argument. */
export interface HostStart {
  dataDir: string;
  resourcesDir: string;
  /** The built scripts of the processes that the engine starts: probe-host.js, attestor.js. */
  engineDir?: string;
  /** The desktop has notices, and the shell shows them. */
  showsNotices?: boolean;
  /** The shell answers questions about secrets. */
  keepsSecrets?: boolean;
  /** The shell makes PDF files of pages. */
  printsPdf?: boolean;
}

export type ToHost =
  /** A new screen. In a utility process its port comes along; through a pipe its messages carry `portId`. */
  | { kind: 'port' }
  | { kind: 'open'; portId: number }
  | { kind: 'data'; portId: number; data: unknown }
  | { kind: 'close'; portId: number }
  | { kind: 'note'; event: ShellEvent }
  | { kind: 'answer'; questionId: number; answer: ShellAnswer }
  | { kind: 'shutdown' };

export type FromHost =
  | { kind: 'ready'; startedInMs: number }
  /** It could not start, and ends after this. */
  | { kind: 'failed'; reason: string }
  | { kind: 'notice'; notice: ShellNotice }
  | { kind: 'question'; questionId: number; question: ShellQuestion }
  | { kind: 'data'; portId: number; data: unknown }
  | { kind: 'close'; portId: number };
