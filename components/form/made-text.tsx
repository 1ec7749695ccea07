import { CopyButton } from '@/components/chat/copy-button'
import { Field, Input } from '@/components/ui/field'

/** What a form has made, to be copied: it is shown once. */
export function MadeText({ label, text }: { label: string; text: string }) {
  return (
    <div className="flex items-end gap-2">
      <Field label={label} className="flex-1">
        {(control) => <Input {...control} readOnly value={text} className="font-mono text-xs" />}
      </Field>
      <CopyButton text={text} />
    </div>
  )
}
