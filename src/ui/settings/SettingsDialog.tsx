import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { InputSettings } from './InputSettings';
import { SimulationSettings } from './SimulationSettings';
import { VisualSettings } from './VisualSettings';
import { Choice, Group } from './Field';
import { CloseButton } from '../CloseButton';
import controls from '../controls.module.css';
import styles from './settings.module.css';

/** Everything that can be set, in one place; each control acts at once. */
export function SettingsDialog() {
  const m = useMessages().settings;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState('');
  const embed = useApp((s) => s.embed);
  const keeps = useApp((s) => s.keeps);
  const openDialog = useApp((s) => s.openDialog);
  const resetPrefs = useApp((s) => s.resetPrefs);
  useEffect(() => {
    dialog.current?.showModal();
    // Not the first field: a keyboard of glass would come up with it.
    heading.current?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['settings']}
      aria-labelledby="settings-title"
      onClose={() => {
        if (useApp.getState().dialog === 'settings') openDialog(null);
      }}
    >
      <h2 ref={heading} id="settings-title" tabIndex={-1}>
        {m.title}
      </h2>
      <p>{embed ? m.embed : keeps ? m.kept : m.notKept}</p>
      <SimulationSettings />
      <VisualSettings />
      <MotionSettings />
      <InputSettings />
      <LanguageSettings />
      <div className={styles['foot']}>
        <output>{said}</output>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            resetPrefs();
            setSaid(m.resetDone);
          }}
        >
          {m.reset}
        </button>
        <CloseButton label={m.close} />
      </div>
    </dialog>
  );
}

function MotionSettings() {
  const m = useMessages().settings;
  const motion = useApp((s) => s.motion);
  const systemLess = useApp((s) => s.systemLess);
  const setMotion = useApp((s) => s.setMotion);
  const { less, full } = m.motions;
  return (
    <Group name={m.groups.motion}>
      <Choice
        label={m.motion}
        value={motion}
        options={[
          ['auto', m.motions.auto(systemLess ? less : full)],
          ['less', less],
          ['full', full],
        ]}
        hint={m.motionHint}
        onChoose={setMotion}
      />
    </Group>
  );
}

function LanguageSettings() {
  const m = useMessages().settings;
  const locale = useApp((s) => s.locale);
  const setLocale = useApp((s) => s.setLocale);
  return (
    <Group name={m.groups.language}>
      <Choice
        label={m.language}
        value={locale === 'zh-CN' ? locale : 'en'}
        options={[
          ['en', 'English'],
          ['zh-CN', '简体中文'],
        ]}
        onChoose={setLocale}
      />
    </Group>
  );
}
