// Compares resourceVersions. They are opaque by contract; where both are whole numbers the larger is the newer, which
// Kubernetes promises since 1.35 and has always kept.

const whole = /^(0|[1-9]\d*)$/;

/** Whether `version` is surely older than `than`; false where nobody can tell. */
export function isOlder(version: string, than: string): boolean {
  if (!whole.test(version) || !whole.test(than)) return false;
  return version.length === than.length ? version < than : version.length < than.length;
}
