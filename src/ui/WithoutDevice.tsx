import { useMessages } from '../i18n/react';
import type { Topology } from '../store/vocabulary';
import { useApp } from '../store';
import { heldFor, withoutDeviceTexts } from './without-device';
import controls from './controls.module.css';

/** Of a terminal that is not shown. */
const COLUMNS = 80;

/** Types them one after the other; where one fails, the terminal says why. */
async function handOver(commands: readonly string[]): Promise<void> {
  const { runLine, setView } = useApp.getState();
  const replies = await Promise.all(commands.map((command) => runLine(command, COLUMNS)));
  if (replies.some((reply) => reply !== null && reply.status !== 0)) setView('terminal');
}

/** Under the number of guests: who of them has no device, and why. */
export function WithoutDevice({ topology }: { readonly topology: Topology }) {
  const messages = useMessages();
  const texts = withoutDeviceTexts(messages, topology);
  const m = messages.shell.setUp;
  const held = heldFor('sriov', topology);
  const lacking = topology.vms.filter((vm) => vm.path === 'sriov' && vm.withoutDevice);
  const commands = held
    .slice(0, lacking.length)
    .map(({ bdf }) => `virsh nodedev-detach pci_0000_${bdf.replaceAll(/[:.]/gu, '_')}`);
  return (
    <>
      <output className={controls['refusal']}>
        {texts.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </output>
      {commands.length > 0 && (
        <button
          type="button"
          className={controls['button']}
          title={commands.join('\n')}
          onClick={() => {
            void handOver(commands);
          }}
        >
          {m.handOver}
        </button>
      )}
    </>
  );
}
