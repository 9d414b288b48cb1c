// What a person sets for this screen: looks, times, and the name under their ticks.
import { localZone } from '#shared/model/local-zone.ts';
import { Choice } from '../../components/choice.tsx';
import { MuteSwitch } from '../triggers/mute-switch.tsx';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { RecordPart } from './record-part.tsx';
import { RecordedPart } from './recorded-part.tsx';

export function SettingsView() {
  const { settings } = useConsole();
  const { theme, density, zone, name } = useWhole(settings.store);
  return (
    <div className="page settings">
      <Choice
        legend="Theme"
        value={theme}
        onChange={(next) => settings.set({ theme: next })}
        options={[
          { value: 'dark', word: 'Dark' },
          { value: 'light', word: 'Light' },
          { value: 'contrast', word: 'High contrast' },
          { value: 'system', word: 'As the system' },
        ]}
      />
      <Choice
        legend="Density"
        value={density}
        onChange={(next) => settings.set({ density: next })}
        options={[
          { value: 'normal', word: 'Normal' },
          { value: 'compact', word: 'Compact' },
        ]}
      />
      <Choice
        legend="Times"
        value={zone}
        onChange={(next) => settings.set({ zone: next })}
        options={[
          { value: 'local', word: `Local (${localZone()})` },
          { value: 'utc', word: 'UTC' },
        ]}
      />
      <div className="field">
        <span>Told by the desktop</span>
        <span className="row-of-buttons">
          <MuteSwitch />
        </span>
        <small>Of what begins to fire, for everybody who uses this console. The band and the journal go on.</small>
      </div>
      <label className="field">
        <span>Your name</span>
        <input
          type="text"
          maxLength={200}
          value={name}
          autoComplete="name"
          onChange={(event) => settings.set({ name: event.target.value })}
        />
        <small>Put under your ticks and consents. Kept in this window only, until you use it.</small>
      </label>
      <RecordPart />
      <RecordedPart />
    </div>
  );
}
