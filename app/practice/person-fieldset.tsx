import type { Permission } from "../../server/contract/people.ts";
import type { PracticeView } from "../../server/contract/practice-view.ts";
import { Check } from "../ui/check.tsx";
import { Choices } from "../ui/choices.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { AccountLines } from "./account-lines.tsx";
import type { PersonForm } from "./person-form.ts";
import { permissions, permissionWords, practitionerTypes, roleOptions } from "./person-words.ts";
import { type Finding, said } from "./refusals.ts";

interface PersonFieldsetProps {
  readonly form: PersonForm;
  readonly view: PracticeView;
  readonly findings: readonly Finding[];
  readonly onChange: (change: Partial<PersonForm>) => void;
}

/** Everything that is said of a person. */
export function PersonFieldset(props: PersonFieldsetProps) {
  return (
    <>
      <Identity {...props} />
      <AccountLines
        accounts={props.form.accounts}
        ehrs={props.view.ehrs}
        findings={props.findings}
        onChange={(accounts) => props.onChange({ accounts })}
      />
      <Permissions held={props.form.permissions} onChange={(held) => props.onChange({ permissions: held })} />
      <Days {...props} />
      <Employment {...props} />
    </>
  );
}

const types = [
  { value: "", label: "Not said" },
  ...practitionerTypes.map((type) => ({ value: type, label: type })),
];

function Identity({ form, findings, onChange }: PersonFieldsetProps) {
  const bills = form.role === "practitioner" || form.role === "other_practitioner";
  const other = form.practitioner_type;
  const known = types.some(({ value }) => value === other)
    ? types
    : [...types, { value: other, label: other }];
  return (
    <>
      <div className="two">
        <TextField
          label="Name"
          value={form.name}
          onChange={(name) => onChange({ name })}
          error={said(findings, "name")}
        />
        <TextField
          label="Credential"
          hint="As it stands behind the name in records: RN, MD."
          value={form.credential}
          onChange={(credential) => onChange({ credential })}
          error={said(findings, "credential")}
        />
      </div>
      <Choices
        label="Their time counts as"
        value={form.role}
        options={roleOptions}
        onChange={(role) => onChange({ role })}
        error={said(findings, "role")}
      />
      <div className="two">
        {bills && (
          <SelectField
            label="Kind of practitioner"
            hint="These six may bill CCM."
            value={form.practitioner_type}
            options={known}
            onChange={(practitioner_type) => onChange({ practitioner_type })}
            error={said(findings, "practitioner_type")}
          />
        )}
        <TextField
          label="NPI"
          hint="Ten digits; may stay empty for who does not bill."
          value={form.npi}
          onChange={(npi) => onChange({ npi })}
          error={said(findings, "npi")}
          figures
        />
      </div>
    </>
  );
}

interface PermissionsProps {
  readonly held: readonly Permission[];
  readonly onChange: (held: readonly Permission[]) => void;
}

function Permissions({ held, onChange }: PermissionsProps) {
  const give = (permission: Permission, given: boolean) =>
    onChange(given ? [...held, permission] : held.filter((one) => one !== permission));
  return (
    <fieldset className="plain-set">
      <legend className="group-label">May also</legend>
      {permissions.map((permission) => (
        <Check
          key={permission}
          checked={held.includes(permission)}
          onChange={(given) => give(permission, given)}
        >
          {permissionWords[permission].label}: {permissionWords[permission].help}
        </Check>
      ))}
    </fieldset>
  );
}

function Days({ form, findings, onChange }: PersonFieldsetProps) {
  return (
    <div className="two">
      <TextField
        type="date"
        label="First day"
        value={form.active_from}
        onChange={(active_from) => onChange({ active_from })}
        error={said(findings, "active_from")}
      />
      <TextField
        type="date"
        label="Last day"
        hint="Empty while they stay. From the day after they may do nothing here; what they did keeps their name."
        value={form.active_to}
        onChange={(active_to) => onChange({ active_to })}
        error={said(findings, "active_to")}
      />
    </div>
  );
}

const inUs = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
  { value: "not_known", label: "Not known" },
] as const;

function Employment({ form, findings, onChange }: PersonFieldsetProps) {
  return (
    <>
      <TextField
        label="Employer, where it is a vendor"
        hint="Empty for the practice's own people."
        value={form.employer}
        onChange={(employer) => onChange({ employer })}
        error={said(findings, "employer")}
      />
      <Choices
        label="Works within the United States"
        value={form.works_in_us}
        options={inUs}
        onChange={(works_in_us) => onChange({ works_in_us })}
        error={said(findings, "works_in_us")}
      />
    </>
  );
}
