targetScope = 'resourceGroup'

var names = [
  'a'

@description('A name.')
param name string
