// The time zone of this machine.

/** Its IANA name. The first call loads the tables of dates, milliseconds that a start does not have. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
