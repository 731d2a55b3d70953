import { type ReactNode, useId } from "react";

interface CardProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** One region of a screen: a heading, what stands beside it, and its content. */
export function Card({ title, aside, className = "", children }: CardProps) {
  const id = useId();
  return (
    <section className={`card ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside && <div className="end">{aside}</div>}
      </header>
      {children}
    </section>
  );
}
