import { useEffect, useId, useState } from 'react';
import { useMessages } from '../../i18n/react';
import type { Parameter } from '../../store/url-values';
import controls from '../../ui/controls.module.css';
import styles from './builder.module.css';
import { OFFERED, refused, type Choices } from './choices';

interface Props {
  readonly choices: Choices;
  readonly choose: (by: Partial<Choices>) => void;
}

/** One control for each parameter of the address, whatever there are. */
export function PageFields({ choices, choose }: Props) {
  const m = useMessages().embed.page;
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let current = true;
    void refused(choices).then((names) => {
      if (current) setWrong(names);
    });
    return () => {
      current = false;
    };
  }, [choices]);
  return (
    <fieldset className={styles['group']}>
      <legend>{m.label}</legend>
      {OFFERED.map((parameter) => (
        <Field
          key={parameter.name}
          parameter={parameter}
          text={choices.said[parameter.name] ?? ''}
          wrong={wrong.has(parameter.name)}
          onText={(text) => {
            choose({ said: { ...choices.said, [parameter.name]: text } });
          }}
        />
      ))}
    </fieldset>
  );
}

interface FieldProps {
  readonly parameter: Parameter;
  readonly text: string;
  readonly wrong: boolean;
  readonly onText: (text: string) => void;
}

function Field(props: FieldProps) {
  const { values, several } = props.parameter;
  if (values === null) return <Typed {...props} />;
  return several ? <Several {...props} values={values} /> : <One {...props} values={values} />;
}

type WithValues = FieldProps & { readonly values: readonly string[] };

function One({ parameter: { name }, text, values, onText }: WithValues) {
  const { label, said } = useWords();
  // What the lab itself writes may be more than one word, as a view with the terminal below it.
  const all = text === '' || values.includes(text) ? values : [text, ...values];
  return (
    <label className={controls['inline']}>
      <span className={controls['label']}>{label(name)}</span>
      <select
        className={controls['select']}
        data-parameter={name}
        value={text}
        onChange={(event) => {
          onText(event.currentTarget.value);
        }}
      >
        <option value="">{said('')}</option>
        {all.map((value) => (
          <option key={value} value={value}>
            {said(value, name)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Several({ parameter: { name }, text, values, onText }: WithValues) {
  const { label, said } = useWords();
  const chosen = text.split(',');
  return (
    <fieldset className={styles['several']} data-parameter={name}>
      <legend>{label(name)}</legend>
      {values.map((value) => (
        <label key={value} className={controls['check']}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              const kept = values.filter((each) => (each === value ? on : chosen.includes(each)));
              onText(kept.join(','));
            }}
          />
          <span>{said(value, name)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Typed({ parameter: { name, allowed }, text, wrong, onText }: FieldProps) {
  const m = useMessages().embed.page;
  const { label } = useWords();
  const id = useId();
  return (
    <div className={controls['inline']}>
      <label className={controls['label']} htmlFor={id}>
        {label(name)}
      </label>
      <input
        id={id}
        className={controls['number']}
        data-parameter={name}
        value={text}
        spellCheck={false}
        aria-invalid={wrong}
        aria-describedby={`${id}-refused`}
        onChange={(event) => {
          onText(event.currentTarget.value.trim());
        }}
      />
      <p id={`${id}-refused`} className={controls['refusal']}>
        {wrong ? m.refused(allowed) : ''}
      </p>
    </div>
  );
}

/** What parameters and their values are called; one that has no name yet, as it is typed. */
function useWords() {
  const { embed, shell } = useMessages();
  const { names, values, unsaid } = embed.page;
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    view: shell.views,
    beside: shell.paths,
  };
  return {
    label: (name: string) => names[name] ?? name,
    said: (value: string, name = '') =>
      value === '' ? unsaid : (known[name]?.[value] ?? values[value] ?? value),
  };
}
