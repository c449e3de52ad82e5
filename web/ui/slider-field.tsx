import { Input, NumberInput, Slider } from '@mantine/core';
import { useId, type ReactElement } from 'react';
import styles from './slider-field.module.css';

interface SliderFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Shown behind the number. */
  readonly suffix: string;
  readonly error?: string | null;
  /** How far the number can be typed; the slider's own end otherwise. */
  readonly typedMax?: number;
}

/** A number that is dragged roughly and typed exactly. */
export function SliderField({ label, value, onChange, min, max, step = 1, suffix, error = null, typedMax = max }: SliderFieldProps): ReactElement {
  const id = useId();
  return (
    <Input.Wrapper id={id} label={label} error={error} size="md">
      <div className={styles.row}>
        <Slider
          className={styles.slider}
          value={Math.min(value, max)}
          onChange={onChange}
          min={min}
          max={max}
          step={step}
          label={null}
          thumbLabel={label}
          size="lg"
        />
        <NumberInput
          id={id}
          className={styles.number}
          value={value}
          onChange={(typed) => typeof typed === 'number' && onChange(typed)}
          min={min}
          max={typedMax}
          step={step}
          suffix={suffix}
          clampBehavior="blur"
          allowDecimal
          error={error !== null}
        />
      </div>
    </Input.Wrapper>
  );
}
