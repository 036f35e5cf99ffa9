"""The live site: the same templates that publish the static one."""
