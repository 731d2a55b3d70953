import { Bar, Late } from "../ui/skeleton.tsx";
import { Status } from "../ui/status.tsx";

const answers = ["Enrolled", "Consent", "Care plan", "Minutes", "Next code"];

/** The screen's final shape while the chart is read. No answer appears before its reads have ended. */
export function MonthSkeleton() {
  return (
    <div className="waiting" aria-busy="true">
      <h1 className="unseen">Month</h1>
      <p role="status">
        <Status kind="reading" pill>
          Reading the chart
        </Status>
      </p>
      <Late after={8_000}>
        <p className="small quiet" role="status">
          The EHR is slow to answer. What cannot be read in time will be shown as not known.
        </p>
      </Late>
      <ul className="five" aria-hidden="true">
        {answers.map((answer) => (
          <li key={answer}>
            <span className="question">{answer}</span>
            <span className="answer stack">
              <Bar width="70%" tall />
              <Bar width="90%" />
            </span>
          </li>
        ))}
      </ul>
      <Block title="Minutes toward each code" lines={["100%", "98%", "96%"]} />
      <div className="columns">
        <Block title="What is missing" lines={["60%", "90%", "50%"]} side />
        <div className="main-column">
          <Block title="Code ladder" lines={["100%", "97%", "99%", "96%", "98%"]} />
        </div>
      </div>
    </div>
  );
}

function Block(props: { title: string; lines: readonly string[]; side?: boolean }) {
  return (
    <section className={props.side ? "card side" : "card"} aria-hidden="true">
      <header>
        <h2>{props.title}</h2>
      </header>
      <div className="inset stack">
        {props.lines.map((width) => (
          <Bar key={width} width={width} tall />
        ))}
      </div>
    </section>
  );
}
