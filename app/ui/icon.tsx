const paths = {
  tick: "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM5.2 8.2l2 2 3.6-4",
  clock: "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM8 4.5V8l2.4 1.6",
  bar: "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM3.5 3.6l9 8.8",
  question:
    "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM6.2 6.3c.1-1 .9-1.6 1.9-1.6s1.8.7 1.8 1.6c0 1.3-1.8 1.4-1.8 2.6M8 11.2v.1",
  minus: "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM5 8h6",
  flag: "M4 14V2.5h8l-1.8 3 1.8 3H4",
  history: "M2.5 8a5.5 5.5 0 1 0 1.8-4.1M2.5 2.3v2.5H5M8 5v3.2l2 1.3",
  squares: "M2 2h8v8H2zM6 6h8v8H6z",
  up: "M8 13V3.5M4 7l4-4 4 4",
  down: "M8 3v9.5M4 9l4 4 4-4",
  again: "M13.5 8A5.5 5.5 0 0 1 3.6 11.3M2.5 8a5.5 5.5 0 0 1 9.9-3.3M12.8 1.8v3h-3M3.2 14.2v-3h3",
  triangle: "M8 1.8 14.8 14H1.2zM8 6.2v3.6M8 11.8v.1",
  cross: "m4 4 8 8M12 4l-8 8",
  crossing: "M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13",
  lock: "M3 7h10v7H3zM5.2 7V5a2.8 2.8 0 0 1 5.6 0v2",
  left: "M10 3.5 5.5 8l4.5 4.5",
  right: "m6 3.5 4.5 4.5L6 12.5",
  unfold: "m3.5 6 4.5 4.5L12.5 6",
  pencil: "M3 13l.8-3.2 7-7 2.4 2.4-7 7L3 13M9.2 4.4l2.4 2.4",
  leave: "M6.5 2.5h-3v11h3M10 5l3 3-3 3M6.5 8H13",
} as const;

export type IconName = keyof typeof paths;

/** A 16 px line icon drawn for this project. Always beside words, so hidden from assistive technology. */
export function Icon({ name, className = "" }: { name: IconName; className?: string }) {
  return (
    <svg className={`icon ${className}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
