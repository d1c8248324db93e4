import { useState } from 'react';
import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { chanceIn } from '../../store/chance';
import { START_RATES, STEP_SIZES } from '../../store/prefs';
import { change, useShown } from '../change';
import { NumberField } from '../NumberField';
import { Choice, Group } from './Field';
import controls from '../controls.module.css';
import styles from './settings.module.css';

const MS_PER_S = 1000;

export function SimulationSettings() {
  const m = useMessages().settings;
  const startRate = useApp((s) => s.startRate);
  const setStartRate = useApp((s) => s.setStartRate);
  const stepSize = useApp((s) => s.stepSize);
  const setStepSize = useApp((s) => s.setStepSize);
  return (
    <Group name={m.groups.simulation}>
      <Seed />
      <Choice
        label={m.startRate}
        value={startRate === null ? '' : String(startRate)}
        options={[
          ['', m.suited],
          ...START_RATES.map(
            (rate) => [String(rate), m.perSecond(formatPicos(rate * MS_PER_S))] as const,
          ),
        ]}
        onChoose={(rate) => {
          setStartRate(rate === '' ? null : Number(rate));
        }}
      />
      <Choice
        label={m.stepSize}
        value={stepSize}
        options={STEP_SIZES.map((size) => [size, m.steps[size]] as const)}
        hint={m.stepHint}
        onChoose={setStepSize}
      />
    </Group>
  );
}

/** What all chance of the run is drawn from. */
function Seed() {
  const m = useMessages().settings;
  const scenario = useApp((s) => s.info?.scenario);
  const held = useApp((s) => s.quest !== null || s.spotlight?.free === false);
  const seed = useShown('seed', scenario?.seed ?? 0);
  const [said, setSaid] = useState('');
  if (scenario === undefined) return null;
  const chance = chanceIn(scenario);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(String(seed));
      setSaid(m.copied);
    } catch {
      setSaid(m.copyFailed);
    }
  };
  return (
    <div className={styles['field']}>
      {held ? (
        <p>
          {m.seed}: {seed}
        </p>
      ) : (
        <NumberField
          label={m.seed}
          value={seed}
          min={0}
          max={Number.MAX_SAFE_INTEGER}
          onCommit={(next) => {
            change('seed', next);
          }}
        />
      )}
      <div className={styles['buttons']}>
        <button type="button" className={controls['button']} onClick={() => void copy()}>
          {m.copySeed}
        </button>
        {!held && chance.length > 0 && (
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              const [next = 0] = crypto.getRandomValues(new Uint32Array(1));
              change('seed', next);
            }}
          >
            {m.another}
          </button>
        )}
        <output>{said}</output>
      </div>
      {held && <p className={controls['hint']}>{m.held}</p>}
      {chance.length === 0 && <p className={controls['hint']}>{m.chance.none}</p>}
      {chance.map((each) => (
        <p key={each} className={controls['hint']}>
          {m.chance[each]}
        </p>
      ))}
    </div>
  );
}
