import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { PRESET_IDS } from '../store/presets';

/** Scenarios made for courses: one press opens one. */
export function ExampleList() {
  const { presets } = useMessages();
  const openPreset = useApp((s) => s.openPreset);
  return (
    <ul>
      {PRESET_IDS.map((id) => {
        const { name, what } = presets[id];
        return (
          <li key={id}>
            <button
              type="button"
              onClick={() => {
                void openPreset(id, name);
              }}
            >
              <strong>{name}</strong>
              <span>{what}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
