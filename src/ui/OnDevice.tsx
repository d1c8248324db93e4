import { useMessages } from '../i18n/react';
import { useOffline } from '../store/offline';
import controls from './controls.module.css';

/** How this browser keeps the lab, and what it offers; nothing where it keeps nothing. */
export function OnDevice() {
  const m = useMessages().offline;
  const kept = useOffline((s) => s.kept);
  const newer = useOffline((s) => s.renew !== null);
  const install = useOffline((s) => s.install);
  if (!kept && install === null) return null;
  return (
    <>
      <h2>{m.device}</h2>
      {kept && <p>{newer ? m.newer : m.kept}</p>}
      <Renew />
      {install !== null && (
        <button type="button" className={controls['button']} onClick={() => void install()}>
          {m.install}
        </button>
      )}
    </>
  );
}

/** The way to the newer version that is loaded. */
export function Renew() {
  const m = useMessages().offline;
  const renew = useOffline((s) => s.renew);
  if (renew === null) return null;
  return (
    <button type="button" className={controls['button']} onClick={() => void renew()}>
      {m.renew}
    </button>
  );
}
