import type { KindWords } from './kind-words';
import { limits } from './limits';

const cardAndHost =
  'Card: {device}, {pfs} PFs. TotalVFs of each PF {total}, controller in all {all}, most VFs per PF that the driver takes: {driver}; VF BARs {bars}. Host: ARI {ari}, bus numbers of the slot {buses}, memory window {window}. With this ARI setting PF 0 has First VF Offset {offset}, VF Stride {stride}.';

export const cards = {
  'routing-id': {
    name: 'Routing ID of a VF',
    ask: {
      ask: '{device}: PF {pf} has First VF Offset {offset} and VF Stride {stride}. Which Routing ID has VF {n}, counted from 0? As bus:device.function, like 3b:10.2, or as a number.',
    },
    why: {
      stride: 'You took one step for each VF; the stride says how far apart they are.',
      'from-one': 'That is the VF before: counted from 0, VF 0 lies at the offset itself.',
      offset: 'The offset is missing: the first VF does not lie at the PF.',
      beside: 'Offset and stride are both missing.',
      other: 'PF + First VF Offset + n × VF Stride, as numbers of 16 bits.',
    },
    steps: {
      pf: 'PF {pf} is {pfHex} as a number.',
      add: '{pfHex} + {offset} + {n} × {stride} = {pfHex} + {far} = {sum}.',
      split: 'Bus {bus}; device {dev} (5 bits), function {fn} (3 bits): {answer}.',
    },
  },
  'vf-bus': {
    name: 'Bus number of a VF',
    ask: {
      ask: '{device}, ARI {ari}: PF {pf} has First VF Offset {offset} and VF Stride {stride}. On which bus number lies its VF {n}, counted from 0? (hexadecimal)',
    },
    why: {
      own: 'That is the bus number of the PF. The sum may carry over into the next.',
      next: 'This VF still lies on the PF’s own number: nothing carries over.',
      other: 'Add, and see whether the low byte overflows.',
    },
    steps: {
      low: 'Low byte of the PF + {offset} + {n} × {stride} = {low}.',
      carry: '{low} holds 256 {carry} times: bus {own} + {carry} = {answer}.',
    },
  },
  'vf-bar': {
    name: 'Address of a VF’s BAR',
    ask: {
      ask: '{device}: VF BAR {bar} was placed at {base}, which is where VF 0 begins; one VF has {size}. Where does this BAR of VF {n} begin? (hexadecimal)',
    },
    why: {
      same: 'That is VF 0. All VFs share the register, not the memory.',
      'from-one': 'One too few: VF 0 lies at the base itself.',
      page: 'They lie as far apart as one VF’s BAR is large, not a page.',
      other: 'Base + n × size of one VF.',
    },
    steps: {
      span: '{n} × {size} = {n} × {sizeHex} = {span}.',
      add: '{base} + {span} = {answer}. The register claims memory for all {total} VFs at once.',
    },
  },
  'no-device': {
    name: 'Guests without a device',
    ask: {
      ask: '{device} with {vfs} VFs switched on. {guests} guests want a VF each. How many start without a device?',
    },
    why: {
      shared: 'A VF has one owner: it cannot be shared.',
      all: 'The first ones each get a VF.',
      pf: 'The PF stays with the host; it is not given away in place of a VF.',
      other: 'Guests less VFs.',
    },
    steps: {
      each: 'Each VF goes to one guest: {vfs} guests have a device.',
      rest: '{guests} − {vfs} = {answer}.',
    },
  },
  'same-bus': {
    name: 'VFs on the PF’s own bus number',
    ask: {
      ask: '{device}, ARI on: PF {pf} has {total} VFs, First VF Offset {offset}, VF Stride {stride}. How many of them lie on the PF’s own bus number?',
    },
    why: {
      all: 'Not all of them: the number ends at 255.',
      whole:
        'A bus number holds 256 functions, but the VFs begin behind the offset, and there are only {total}.',
      stride: 'The stride leaves gaps: count steps, not functions.',
      none: 'Some do: with ARI a function number has 8 bits.',
      other: 'First VF at {first}; how many steps until 255?',
    },
    steps: {
      first: 'The first VF lies at {first} of 0 to 255.',
      room: 'From there with a stride of {stride}: room for {room}.',
      least: 'Of {total} VFs that is {answer}.',
    },
  },
  'vf-max': {
    name: 'How many VFs',
    ask: { ask: `${cardAndHost} How many VFs can be switched on in all?` },
    why: {
      next: 'That is another limit, which is met later.',
      card: 'That is what the card has in all. The driver or the host lets fewer be used.',
      'one-pf': 'That is one PF’s. Count all PFs, and what binds before.',
      folklore:
        '256 is the functions of one bus number, or the number of a product; it is no limit of SR-IOV.',
      register: '65,535 is what the field NumVFs could hold.',
      other: 'The lowest of all limits counts.',
    },
    steps: {
      lowest: 'Met first: {binding}, {max} VFs.',
      next: 'Behind it comes: {next}, {nextMax}.',
    },
  },
  binding: {
    name: 'Which limit binds',
    ask: { ask: `${cardAndHost} Which limit on the number of VFs is met first?` },
    options: {
      'device-total': limits['limit-device-total'],
      'total-vfs': limits['limit-total-vfs'],
      'driver-max': limits['limit-driver-max'],
      'queue-pairs': limits['limit-queue-pairs'],
      'msix-vectors': limits['limit-msix-vectors'],
      'ari-reach': limits['limit-ari-reach'],
      'bus-numbers': limits['limit-bus-numbers'],
      'functions-per-bus': limits['limit-functions-per-bus'],
      'memory-window': limits['limit-memory-window'],
      'memory-window-32': limits['limit-memory-window-32'],
      'num-vfs-register': limits['limit-num-vfs-register'],
    },
    why: {
      'device-total': 'The controller has {max-device-total}: something ends before.',
      'total-vfs': 'The PFs together say {max-total-vfs}: something ends before.',
      'driver-max': 'The driver takes {max-driver-max}: something ends before.',
      'queue-pairs': 'Queue pairs last for {max-queue-pairs}: something ends before.',
      'msix-vectors': 'Vectors last for {max-msix-vectors}: something ends before.',
      'ari-reach': 'Without ARI {max-ari-reach} can be reached: something ends before.',
      'bus-numbers': 'The bus numbers of the slot hold {max-bus-numbers}: something ends before.',
      'functions-per-bus':
        'So many functions per bus number allow {max-functions-per-bus}: something ends before.',
      'memory-window': 'The window holds BARs of {max-memory-window}: something ends before.',
      'memory-window-32': 'The window holds BARs of {max-memory-window-32}: something ends before.',
      'num-vfs-register':
        'The registers could hold {max-num-vfs-register}: nearly everything ends before.',
      other: 'The lowest of all limits counts.',
    },
    steps: {
      lowest: 'Met first: {binding}, {max} VFs.',
      next: 'Behind it comes: {next}, {nextMax}.',
    },
  },
  vectors: {
    name: 'MSI-X vectors',
    ask: {
      ask: '{device}: each VF takes {each} MSI-X vectors, and {fixed} are taken by the {pfs} PFs and what is theirs. How many vectors are taken with {n} VFs?',
    },
    why: {
      fixed: 'The PFs’ own vectors are missing.',
      'one-each': 'A VF has a vector for each queue and one for its mailbox, not one.',
      'one-more': 'You counted one vector for each VF.',
      free: 'VFs are not free of vectors.',
      other: 'VFs × vectors of one, and those of the PFs.',
    },
    steps: {
      each: '{n} × {each} = {taken}.',
      fixed: '{taken} + {fixed} = {answer}.',
    },
  },
  'routing-ids-of': {
    name: 'What an instance costs in Routing IDs',
    ask: {
      vf: '{device}: {n} VFs are switched on. How many Routing IDs do these VFs take, beside those of the PFs?',
      sf: '{device}: {n} scalable functions (SFs) are made. How many Routing IDs do they take, beside those of the PFs?',
    },
    why: {
      'as-vf':
        'So it is with VFs. A scalable function has no Routing ID of its own: it shares that of its parent.',
      free: 'Each VF is a PCI function, and every function has a Routing ID.',
      'with-pf': 'Those of the PFs do not count here.',
      fixed: 'Count one by one.',
      'one-more': 'Count one by one.',
      other: 'Is an instance of this kind a PCI function?',
    },
    steps: {
      each: 'One instance takes {each}: {n} × {each} = {taken}.',
      fixed: 'In all {answer}.',
    },
  },
} satisfies Record<string, KindWords>;
