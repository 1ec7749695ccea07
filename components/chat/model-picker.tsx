import type { CallableArm } from '@/components/chat/callable-arm'
import { Select } from '@/components/ui/field'
import { type Arm, isSameArm } from '@/lib/vocabulary'

type ModelPickerProps = { arms: CallableArm[]; value: Arm | null; onChange: (arm: Arm | null) => void }

/** “Automatic”, or one model of one's own choice. */
export function ModelPicker({ arms, value, onChange }: ModelPickerProps) {
  const providers = [...new Set(arms.map(({ provider }) => provider))]
  const chosen = arms.findIndex((arm) => isSameArm(arm, value))

  function choose(index: number) {
    const arm = arms[index]
    onChange(arm ? { provider: arm.provider, model: arm.model } : null)
  }

  return (
    <Select
      aria-label="Model"
      value={chosen}
      onChange={(event) => choose(Number(event.target.value))}
      className="w-44 [&_select]:h-8 [&_select]:border-transparent [&_select]:bg-raised [&_select]:text-xs"
    >
      <option value={-1}>Automatic</option>
      {providers.map((provider) => (
        <optgroup key={provider} label={provider}>
          {arms.map(
            (arm, index) =>
              arm.provider === provider && (
                <option key={arm.model} value={index}>
                  {arm.model}
                  {arm.simulated && ' (demo)'}
                </option>
              ),
          )}
        </optgroup>
      ))}
    </Select>
  )
}
