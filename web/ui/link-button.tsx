import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactElement } from 'react';
import { EXACTLY } from '../routing/link.tsx';

type AnchorButtonProps = ButtonProps & Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>;

const RouterButton = createLink((props: AnchorButtonProps): ReactElement => <Button component="a" {...props} />);

/** A link within the application that looks like a button. */
export const LinkButton: typeof RouterButton = (props) => <RouterButton activeOptions={EXACTLY} {...props} />;
