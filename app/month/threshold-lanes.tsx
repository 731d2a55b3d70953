import type { MonthView } from "../../server/contract/api.ts";
import { Card } from "../ui/card.tsx";
import { clock } from "../ui/format.ts";
import { StatusIcon, type StatusKind } from "../ui/status.tsx";
import { axisOf, type Lane, labelled, lanesOf, laneWords, type Mark } from "./lanes.ts";

/** Minutes against every family's thresholds, on one axis. The ladder repeats every figure as text. */
export function ThresholdLanes({ view }: { view: MonthView }) {
  const lanes = lanesOf(view);
  const axis = axisOf(lanes);
  const team = lanes.find(({ family }) => family.pool === "pooled");
  return (
    <Card title="Minutes toward each code" aside={team?.state === "known" && <Legend lane={team} />}>
      <div className="inset lanes">
        {lanes.map((lane, at) => (
          <LaneRow key={lane.family.name} lane={lane} axis={axis} main={at === 0} />
        ))}
      </div>
    </Card>
  );
}

function Legend({ lane }: { lane: Lane }) {
  return (
    <span className="legend figures">
      <span>
        <i className="staff" />
        Staff {clock(lane.staffSeconds)}
      </span>
      <span>
        <i className="practitioner" />
        Practitioner {clock(lane.practitionerSeconds)}
      </span>
    </span>
  );
}

function LaneRow({ lane, axis, main }: { lane: Lane; axis: number; main: boolean }) {
  const counted = Math.floor((lane.staffSeconds + lane.practitionerSeconds) / 60);
  return (
    <div className={`lane ${main ? "main" : ""} ${lane.state}`}>
      <div className="name">
        <strong>{lane.family.name}</strong>
        <span className="figures">{hintOf(lane, counted)}</span>
      </div>
      <div>
        <Track lane={lane} axis={axis} />
        {lane.marks.length > 0 && (
          <ol className="marks" aria-hidden="true">
            {labelled(lane.marks, axis).map((mark, at, shown) => (
              <MarkLabel
                key={`${mark.code} ${mark.unit}`}
                mark={mark}
                axis={axis}
                isRepeated={shown[at - 1]?.code === mark.code}
              />
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

function hintOf({ state, family }: Lane, counted: number): string {
  if (state === "not_evaluated") return "Not evaluated by this rule set";
  return state === "not_known" ? "Minutes not known" : `${counted} min, ${family.hint}`;
}

const share = (minutes: number, axis: number) => `${(minutes / axis) * 100}%`;

function Track({ lane, axis }: { lane: Lane; axis: number }) {
  const staff = share(lane.staffSeconds / 60, axis);
  return (
    <div className="track" role="img" aria-label={laneWords(lane)}>
      <i className="staff" style={{ left: 0, width: staff }} />
      <i
        className="practitioner"
        style={{ left: staff, width: share(lane.practitionerSeconds / 60, axis) }}
      />
      {lane.marks.map(({ code, unit, minutes, state }) => (
        <u key={`${code} ${unit}`} className={state} style={{ left: share(minutes, axis) }} />
      ))}
    </div>
  );
}

const markKinds: Record<Mark["state"], StatusKind> = {
  ready: "ready",
  instead: "excluded",
  near: "near",
  short: "short",
  withheld: "unknown",
  blocked: "follows",
};

interface MarkLabelProps {
  readonly mark: Mark;
  readonly axis: number;
  /** The label before it names the same code, so that a narrow screen may leave it out. */
  readonly isRepeated: boolean;
}

function MarkLabel({ mark, axis, isRepeated }: MarkLabelProps) {
  return (
    <li style={{ left: share(mark.minutes, axis) }}>
      <b>
        <span className={isRepeated ? "repeated" : ""}>{mark.code}</span>
        {mark.unit > 1 && ` ×${mark.unit}`}
      </b>
      <span>
        {mark.state !== "short" && <StatusIcon kind={markKinds[mark.state]} />} {mark.minutes}
        <span className="unit"> min</span>
      </span>
    </li>
  );
}
