@description('What has to be given.')
param needed string

@description('What may be given.')
param optional string = needed
