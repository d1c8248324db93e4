import { expect, test } from 'vitest';
import { main } from './main';

async function sim(...argv: string[]) {
  let [out, err] = ['', ''];
  const status = await main(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out, err };
}

const QUEST = ['quest', '--seed', '4', '--kind', 'wrong-vlan'];

test('prints what users report, and neither the fault nor its place', async () => {
  const { status, out, err } = await sim('quest', '--seed', '7');
  expect([status, err]).toEqual([0, '']);
  expect(out).toMatch(/vm\d.*used to/u);
  expect(out).toContain('sim shell --quest 7.');
  expect(await sim('quest', '--seed', '7', '--lang', 'zh')).toMatchObject({ status: 0 });
});

test('a fault is found in the shell, named and mended', async () => {
  const shown = await sim('shell', '--quest', '4:wrong-vlan', '-c', 'ip link show enp59s0f0');
  const vlans = [...shown.out.matchAll(/vf (\d+) .*, vlan (\d+)/gu)];
  const alone = vlans.filter(
    ([, , vlan]) => vlans.filter(([, , other]) => other === vlan).length === 1,
  );
  expect(alone).toHaveLength(1);
  const vf = alone[0]?.[1] ?? '';
  const right = await sim(...QUEST, '--diagnose', `wrong-vlan@vf${vf}`);
  expect(right).toMatchObject({ status: 0, err: '' });
  const wrong = await sim(...QUEST, '--diagnose', `spoofed-mac@vf${vf}`);
  expect(wrong.status).toBe(1);
  expect(wrong.out).toContain('The spoof check drops nothing');
  const vlan = vlans.find(([, other]) => other !== vf)?.[2] ?? '0';
  const line = `ip link set enp59s0f0 vf ${vf} vlan ${vlan}`;
  expect((await sim(...QUEST, '-c', 'true')).status).toBe(1);
  expect(await sim(...QUEST, '-c', line)).toMatchObject({ status: 0 });
  const more = await sim(...QUEST, '-c', `${line}; ip link set enp59s0f0 vf ${vf} trust on`);
  expect(more.status).toBe(1);
  expect(more.out).toContain(`nic.switches.0.vfs.${vf}.trust: false is now true`);
});

test('a setting mends what is set; a run of the quest is a scenario like any other', async () => {
  const { out } = await sim('run', 'quest:3:mtu', '--format', 'json');
  const { vms } = JSON.parse(out) as { vms: { packets: { dropped: Record<string, number> } }[] };
  const vm = vms.findIndex(({ packets }) => (packets.dropped['mtu'] ?? 0) > 0);
  const asked = ['quest', '--seed', '3', '--kind', 'mtu'];
  const set = `vms.${String(vm)}.tuning.mtu=9000`;
  expect(await sim(...asked, '--set', set)).toMatchObject({ status: 0, err: '' });
  const iommu = await sim(...asked, '--set', 'host.pageSize=1MiB');
  expect([iommu.status, iommu.out]).toEqual([2, '']);
});

test.each([
  [['--seed', 'x'], '--seed x: a whole number from 0 to 4294967295'],
  [['--kind', 'x'], '--kind x: one of wrong-vlan, '],
  [['--diagnose', 'mtu'], '--diagnose mtu: KIND@PLACE'],
  [['--diagnose', 'mtu@cpu0'], 'PLACE is host, pf0, vf0 or vm0'],
  [['--diagnose', 'x@vm0'], '--diagnose x: one of'],
  [['7'], 'a quest is made from --seed'],
  [['--diagnose', 'mtu@vm0', '-c', 'ls'], '--diagnose, or -c and --set'],
])('refuses %j', async (args, why) => {
  const { status, out, err } = await sim('quest', ...args);
  expect([status, out]).toEqual([2, '']);
  expect(err).toContain(why);
});

test('refuses a quest that is none where a scenario stands', async () => {
  for (const name of ['quest:', 'quest:x', 'quest:1:x']) {
    const { status, err } = await sim('run', name);
    expect(status).toBe(2);
    expect(err).toContain('a number and a kind');
  }
  expect((await sim('shell', '--quest', '1', 'exit-storm', '-c', 'ls')).status).toBe(2);
});
