// Turns off what Chromium would do on the network of its own accord. What pages may ask for is guard-session.ts's matter.
import { app } from 'electron';

/** Must run before 'ready'. Without a proxy, no automatic proxy look-up (WPAD) goes out either. */
export function quietChromium(): void {
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'disable-sync',
    'dns-prefetch-disable',
    'no-pings',
    'no-proxy-server',
  ]) {
    app.commandLine.appendSwitch(name);
  }
}
