// The runs of one or two sides as dots on one line of values, so that a shift can be seen. The numbers stand beside it.
export interface RunSide {
  name: string;
  values: readonly number[];
}

const [width, height] = [180, 12];

export function RunDots({ sides }: { sides: readonly RunSide[] }) {
  const all = sides.flatMap(({ values }) => values);
  if (all.length === 0) return null;
  const low = Math.min(...all);
  const span = Math.max(...all) - low;
  const x = (value: number): number => (span === 0 ? width / 2 : 5 + ((value - low) / span) * (width - 10));
  return (
    <svg className="run-dots" width={width} height={height * sides.length} aria-hidden>
      {sides.map(({ name, values }, row) => (
        <g key={name} className={`run-dots-${row}`}>
          <path d={`M0 ${row * height + height / 2}h${width}`} />
          {values.map((value, at) => (
            <circle key={at} cx={x(value)} cy={row * height + height / 2} r="3" />
          ))}
        </g>
      ))}
    </svg>
  );
}
