import type { Sign } from './signs';

/** The glyph of a sign, 28 × 20. */
export function SignShape({ sign }: { readonly sign: Sign }) {
  switch (sign) {
    case 'packet':
      return <rect x="4" y="3" width="20" height="14" rx="4" />;
    case 'copy':
      return <rect x="4" y="3" width="20" height="14" rx="4" strokeDasharray="3 3" />;
    case 'descriptor':
      return <path d="M9 3h10v14H9zM11.5 7h5M11.5 10h5M11.5 13h3" />;
    case 'doorbell':
      return <path d="M14 3l7 7-7 7-7-7z" />;
    case 'interrupt':
      return <path d="M14 2l6.5 9.5-4.5-1v7h-4v-7l-4.500 1z" />;
    case 'dma':
      return <path d="M14 1v18M9.500 5.500h9v9h-9z" />;
    case 'exit':
      return <path d="M21 10a7 7 0 1 1-14 0a7 7 0 1 1 14 0M14 6.500v6.500M11 10.500l3 3 3-3" />;
    case 'ticks':
      return <path d="M3 4h5M3 8h5M3 12h5M14 8h11M14 12h11M0 17h28" />;
    case 'idle':
      return (
        <path d="M9 10a3.500 3.500 0 1 1-7 0a3.500 3.500 0 1 1 7 0M17 3h7v4h-7zM17 10h7v4h-7zM13 17h15" />
      );
    case 'work':
      return <path d="M3 3h22v14H3zM6 14h10" />;
    case 'dim':
      return <path d="M4 10c4-6 16-6 20 0c-4 6-16 6-20 0M7 17L21 3" />;
    case 'ring':
      return <path d="M5 5h18v10H5zM2 2h24v16H2z" />;
  }
}
