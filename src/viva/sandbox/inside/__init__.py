"""What runs inside a sandbox besides the program: copied into its tree, never imported by Viva."""
