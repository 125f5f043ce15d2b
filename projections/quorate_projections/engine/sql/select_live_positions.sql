select projection, position from quorate.projection_build where status = 'live'
