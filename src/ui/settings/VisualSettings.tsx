import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { CONTRASTS, LETTER_SIZES, TEXT_SIZES, THEMES } from '../../store/prefs';
import { Choice, Group } from './Field';

export function VisualSettings() {
  const m = useMessages().settings;
  const theme = useApp((s) => s.theme);
  const setTheme = useApp((s) => s.setTheme);
  const text = useApp((s) => s.text);
  const setText = useApp((s) => s.setText);
  const letterSize = useApp((s) => s.letterSize);
  const setLetterSize = useApp((s) => s.setLetterSize);
  const contrast = useApp((s) => s.contrast);
  const setContrast = useApp((s) => s.setContrast);
  // An address may have asked for another size.
  const sizes = [...new Set<number>([...TEXT_SIZES, text])].toSorted((a, b) => a - b);
  return (
    <Group name={m.groups.visual}>
      <Choice
        label={m.theme}
        value={theme}
        options={THEMES.map((each) => [each, m.themes[each]] as const)}
        onChoose={setTheme}
      />
      <Choice
        label={m.text}
        value={String(text)}
        options={sizes.map((size) => [String(size), m.perCent(size)] as const)}
        onChoose={(size) => {
          setText(Number(size));
        }}
      />
      <Choice
        label={m.contrast}
        value={contrast}
        options={CONTRASTS.map((each) => [each, m.contrasts[each]] as const)}
        onChoose={setContrast}
      />
      <Choice
        label={m.letters}
        value={letterSize}
        options={LETTER_SIZES.map((size) => [size, m.pixels(size)] as const)}
        onChoose={setLetterSize}
      />
    </Group>
  );
}
