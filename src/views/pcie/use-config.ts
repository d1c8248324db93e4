import { useEffect, useState } from 'react';
import { useApp } from '../../store';
import type { ConfigPicture, RoutingId } from '../../store/vocabulary';

/** A function's configuration space, asked for anew whenever the host has changed; null until it is there. */
export function useConfig(rid: number, version: number): ConfigPicture | null {
  const [config, setConfig] = useState<ConfigPicture | null>(null);
  useEffect(() => {
    if (rid < 0) return;
    let current = true;
    void useApp
      .getState()
      .config(rid as RoutingId)
      .then((found) => {
        if (current) setConfig(found);
      });
    return () => {
      current = false;
    };
  }, [rid, version]);
  return config?.rid === rid ? config : null;
}
