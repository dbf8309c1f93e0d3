"""Structure: which lines of a note carry prompts, which group them, which answer them.

People repeat themselves: within one file, prompts share a shape. Lines are
taken apart (`lines`, `marks`), those that may carry a prompt become units
(`units`), and the shapes that carry prompts are inferred from the file itself
(`lists`, `prompts`, `headings`, `loose`, `tables`, `choice`); `outline` puts
the findings together and `layout` gives every line its role.
"""
