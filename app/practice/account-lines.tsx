import type { Account } from "../../server/contract/people.ts";
import type { PracticeView } from "../../server/contract/practice-view.ts";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { type Finding, said } from "./refusals.ts";

interface AccountLinesProps {
  readonly accounts: readonly Account[];
  readonly ehrs: PracticeView["ehrs"];
  readonly findings: readonly Finding[];
  readonly onChange: (accounts: readonly Account[]) => void;
}

const most = 20;

/** The accounts a person signs in with: one, none yet, or several at one EHR or at more. */
export function AccountLines({ accounts, ehrs, findings, onChange }: AccountLinesProps) {
  const [only, ...more] = ehrs;
  const iss = only && more.length === 0 ? only.iss : "";
  const change = (at: number, account: Account) =>
    onChange(accounts.map((one, index) => (index === at ? account : one)));
  return (
    <fieldset className="plain-set stack">
      <legend className="group-label">Accounts at the EHR</legend>
      <p className="small quiet">
        CareMonth knows a person by these. Who has two accounts is still one person, and their time is counted
        once.
      </p>
      {accounts.map((account, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; two may be alike while they are typed.
        <fieldset key={at} className="entry-line account-line">
          <legend className="unseen">Account {at + 1}</legend>
          <SelectField
            label="EHR"
            value={account.iss}
            options={optionsFor(account.iss, ehrs)}
            onChange={(chosen) => change(at, { ...account, iss: chosen })}
            error={said(findings, `accounts.${at}.iss`)}
          />
          <TextField
            label="User"
            hint="Such as Practitioner/123"
            value={account.user}
            onChange={(user) => change(at, { ...account, user })}
            error={said(findings, `accounts.${at}.user`)}
          />
          <Button
            label={`Remove account ${at + 1}`}
            onClick={() => onChange(accounts.filter((_, index) => index !== at))}
          >
            Remove
          </Button>
        </fieldset>
      ))}
      <div className="row">
        <Button
          onClick={() => onChange([...accounts, { iss, user: "" }])}
          blockedBy={accounts.length >= most ? `${most} accounts are the most.` : null}
        >
          Add an account
        </Button>
      </div>
    </fieldset>
  );
}

/** An account may be at an EHR that is connected no more: it stays as it is. */
function optionsFor(iss: string, ehrs: PracticeView["ehrs"]) {
  const known = ehrs.map((ehr) => ({ value: ehr.iss, label: ehr.name }));
  if (iss === "") return [{ value: "", label: "Choose" }, ...known];
  return ehrs.some((ehr) => ehr.iss === iss) ? known : [...known, { value: iss, label: iss }];
}
