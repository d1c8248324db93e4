import { useMessages } from '../i18n/react';
import type { Topology } from '../store/vocabulary';
import { withoutDeviceTexts } from './without-device';
import controls from './controls.module.css';

/** Under the number of guests: who of them has no device, and why. */
export function WithoutDevice({ topology }: { readonly topology: Topology }) {
  const texts = withoutDeviceTexts(useMessages(), topology);
  return (
    <output className={controls['refusal']}>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </output>
  );
}
